sha256sum $1/library/manifest.wrq | cut -c1-16; ls $1/library | wc -l; ls -A $1/library | grep spool
