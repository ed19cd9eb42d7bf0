;; Unpacks the program of the app: one stream of LZMA (lc 3, lp 0, pb 2, known length, no header, no end
;; mark), which is a fifth smaller than what browsers can inflate themselves. scripts/ship packs it and
;; carries this in the scripts; public/program.js runs it.
;;
;; The packed bytes lie in memory from 16384 on; below are the probabilities, 16 bits each. `start` takes the
;; place for the unpacked bytes. `unpack` takes how many of them are wanted, makes at least so many, and
;; returns where it stopped reading; called again it goes on from there. Bytes that are not of such a
;; stream end in a trap or in garbage, never outside this memory.
(module
  (memory (export "memory") 1)

  (global $from (mut i32) (i32.const 16384))
  (global $base (mut i32) (i32.const 0))
  (global $to (mut i32) (i32.const 0))
  (global $range (mut i32) (i32.const -1))
  (global $code (mut i32) (i32.const 0))
  (global $state (mut i32) (i32.const 0))
  ;; The last four distances, less one.
  (global $rep0 (mut i32) (i32.const 0))
  (global $rep1 (mut i32) (i32.const 0))
  (global $rep2 (mut i32) (i32.const 0))
  (global $rep3 (mut i32) (i32.const 0))

  ;; Where the probabilities lie:
  ;;      0  is it a match (state and position)     864  slots of distances (4 lengths)
  ;;    384  is it an old distance (state)         1376  middle bits of distances
  ;;    408  not the last one                      1608  low bits of distances
  ;;    432  nor the one before                    1640  lengths
  ;;    456  nor the third                         2668  lengths at old distances
  ;;    480  more than one byte (as the first)     3696  letters (3 bits of the one before), to 15984

  (func $take
    (global.set $code (i32.or (i32.shl (global.get $code) (i32.const 8)) (i32.load8_u (global.get $from))))
    (global.set $from (i32.add (global.get $from) (i32.const 1))))

  (func $fill
    (if (i32.lt_u (global.get $range) (i32.const 0x1000000))
      (then
        (global.set $range (i32.shl (global.get $range) (i32.const 8)))
        (call $take))))

  (func (export "start") (param $out i32)
    (local $at i32)
    (loop $next
      (i32.store (local.get $at) (i32.const 0x04000400))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const 15984))))
    (global.set $base (local.get $out))
    (global.set $to (local.get $out))
    ;; The first byte is always nought.
    (call $take) (call $take) (call $take) (call $take) (call $take))

  ;; A bit by the probability at $p, which learns from it.
  (func $bit (param $p i32) (result i32)
    (local $chance i32) (local $bound i32)
    (call $fill)
    (local.set $chance (i32.load16_u (local.get $p)))
    (local.set $bound (i32.mul (i32.shr_u (global.get $range) (i32.const 11)) (local.get $chance)))
    (if (result i32) (i32.lt_u (global.get $code) (local.get $bound))
      (then
        (global.set $range (local.get $bound))
        (i32.store16 (local.get $p)
          (i32.add (local.get $chance) (i32.shr_u (i32.sub (i32.const 2048) (local.get $chance)) (i32.const 5))))
        (i32.const 0))
      (else
        (global.set $range (i32.sub (global.get $range) (local.get $bound)))
        (global.set $code (i32.sub (global.get $code) (local.get $bound)))
        (i32.store16 (local.get $p) (i32.sub (local.get $chance) (i32.shr_u (local.get $chance) (i32.const 5))))
        (i32.const 1))))

  ;; The node of a tree below $node, by the bit at it.
  (func $below (param $p i32) (param $node i32) (result i32)
    (i32.or
      (i32.shl (local.get $node) (i32.const 1))
      (call $bit (i32.add (local.get $p) (i32.shl (local.get $node) (i32.const 1))))))

  ;; A number of $bits bits from a tree at $p, the highest first.
  (func $tree (param $p i32) (param $bits i32) (result i32)
    (local $node i32)
    (local.set $node (i32.const 1))
    (loop $next
      (local.set $node (call $below (local.get $p) (local.get $node)))
      (br_if $next (i32.lt_u (local.get $node) (i32.shl (i32.const 1) (local.get $bits)))))
    (i32.sub (local.get $node) (i32.shl (i32.const 1) (local.get $bits))))

  ;; The same, the lowest first.
  (func $reversed (param $p i32) (param $bits i32) (result i32)
    (local $node i32) (local $i i32) (local $number i32)
    (local.set $node (i32.const 1))
    (loop $next
      (local.set $node (call $below (local.get $p) (local.get $node)))
      (local.set $number
        (i32.or (local.get $number) (i32.shl (i32.and (local.get $node) (i32.const 1)) (local.get $i))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $bits))))
    (local.get $number))

  ;; A number of $bits bits, each as likely as not.
  (func $even (param $bits i32) (result i32)
    (local $number i32)
    (loop $next
      (call $fill)
      (global.set $range (i32.shr_u (global.get $range) (i32.const 1)))
      (local.set $number (i32.shl (local.get $number) (i32.const 1)))
      (if (i32.ge_u (global.get $code) (global.get $range))
        (then
          (global.set $code (i32.sub (global.get $code) (global.get $range)))
          (local.set $number (i32.or (local.get $number) (i32.const 1)))))
      (br_if $next (local.tee $bits (i32.sub (local.get $bits) (i32.const 1)))))
    (local.get $number))

  ;; A length, less two.
  (func $length (param $p i32) (param $place i32) (result i32)
    (if (i32.eqz (call $bit (local.get $p)))
      (then (return (call $tree (i32.add (i32.add (local.get $p) (i32.const 4)) (i32.shl (local.get $place) (i32.const 4))) (i32.const 3)))))
    (if (i32.eqz (call $bit (i32.add (local.get $p) (i32.const 2))))
      (then (return (i32.add (i32.const 8)
        (call $tree (i32.add (i32.add (local.get $p) (i32.const 260)) (i32.shl (local.get $place) (i32.const 4))) (i32.const 3))))))
    (i32.add (i32.const 16) (call $tree (i32.add (local.get $p) (i32.const 516)) (i32.const 8))))

  ;; A distance, less one, for a match of this length, less two.
  (func $distance (param $length i32) (result i32)
    (local $slot i32) (local $bits i32) (local $high i32)
    (local.set $slot
      (call $tree
        (i32.add (i32.const 864)
          (i32.shl (select (local.get $length) (i32.const 3) (i32.lt_u (local.get $length) (i32.const 3))) (i32.const 7)))
        (i32.const 6)))
    (if (i32.lt_u (local.get $slot) (i32.const 4)) (then (return (local.get $slot))))
    (local.set $bits (i32.sub (i32.shr_u (local.get $slot) (i32.const 1)) (i32.const 1)))
    (local.set $high
      (i32.shl (i32.or (i32.const 2) (i32.and (local.get $slot) (i32.const 1))) (local.get $bits)))
    (if (i32.lt_u (local.get $slot) (i32.const 14))
      (then (return (i32.add (local.get $high)
        (call $reversed
          (i32.add (i32.const 1376) (i32.shl (i32.sub (local.get $high) (local.get $slot)) (i32.const 1)))
          (local.get $bits))))))
    (i32.add
      (i32.add (local.get $high) (i32.shl (call $even (i32.sub (local.get $bits) (i32.const 4))) (i32.const 4)))
      (call $reversed (i32.const 1608) (i32.const 4))))

  ;; The byte a distance back.
  (func $before (result i32)
    (i32.load8_u (i32.sub (i32.sub (global.get $to) (global.get $rep0)) (i32.const 1))))

  (func $put (param $byte i32)
    (i32.store8 (global.get $to) (local.get $byte))
    (global.set $to (i32.add (global.get $to) (i32.const 1))))

  ;; A letter; after a match it is guessed from the one that would have gone on with it.
  (func $letter
    (local $p i32) (local $node i32) (local $guess i32) (local $bit i32)
    (if (i32.ne (global.get $to) (global.get $base))
      (then (local.set $p
        (i32.mul
          (i32.shr_u (i32.load8_u (i32.sub (global.get $to) (i32.const 1))) (i32.const 5))
          (i32.const 1536)))))
    (local.set $p (i32.add (local.get $p) (i32.const 3696)))
    (local.set $node (i32.const 1))
    (if (i32.ge_u (global.get $state) (i32.const 7))
      (then
        (local.set $guess (call $before))
        (loop $next
          (local.set $bit (i32.and (i32.shr_u (local.get $guess) (i32.const 7)) (i32.const 1)))
          (local.set $guess (i32.shl (local.get $guess) (i32.const 1)))
          (local.set $node
            (call $below
              (i32.add (local.get $p) (i32.shl (i32.add (local.get $bit) (i32.const 1)) (i32.const 9)))
              (local.get $node)))
          (br_if $next
            (i32.and
              (i32.lt_u (local.get $node) (i32.const 256))
              (i32.eq (i32.and (local.get $node) (i32.const 1)) (local.get $bit)))))))
    (block $whole
      (loop $next
        (br_if $whole (i32.ge_u (local.get $node) (i32.const 256)))
        (local.set $node (call $below (local.get $p) (local.get $node)))
        (br $next)))
    (call $put (local.get $node))
    (global.set $state
      (select
        (select (i32.sub (global.get $state) (i32.const 3)) (i32.sub (global.get $state) (i32.const 6))
          (i32.lt_u (global.get $state) (i32.const 10)))
        (i32.const 0)
        (i32.ge_u (global.get $state) (i32.const 4)))))

  ;; The state after something that is no letter: by whether a letter was before it.
  (func $turn (param $letter i32) (param $match i32)
    (global.set $state
      (select (local.get $letter) (local.get $match) (i32.lt_u (global.get $state) (i32.const 7)))))

  ;; A bit by the state alone.
  (func $fork (param $p i32) (result i32)
    (call $bit (i32.add (local.get $p) (i32.shl (global.get $state) (i32.const 1)))))

  ;; Puts one of the older distances first. Not the last one itself, if it is a single byte: then true.
  (func $again (param $place i32) (result i32)
    (local $distance i32)
    (if (call $fork (i32.const 408))
      (then
        (if (call $fork (i32.const 432))
          (then
            (if (call $fork (i32.const 456))
              (then
                (local.set $distance (global.get $rep3))
                (global.set $rep3 (global.get $rep2)))
              (else (local.set $distance (global.get $rep2))))
            (global.set $rep2 (global.get $rep1)))
          (else (local.set $distance (global.get $rep1))))
        (global.set $rep1 (global.get $rep0))
        (global.set $rep0 (local.get $distance))
        (return (i32.const 0))))
    (i32.eqz (call $bit (i32.add (i32.const 480) (i32.shl (local.get $place) (i32.const 1))))))

  (func (export "unpack") (param $until i32) (result i32)
    (local $place i32) (local $both i32) (local $length i32)
    (block $done
      (loop $next
        (br_if $done
          (i32.ge_u (i32.sub (global.get $to) (global.get $base)) (local.get $until)))
        (local.set $place (i32.and (i32.sub (global.get $to) (global.get $base)) (i32.const 3)))
        (local.set $both (i32.add (i32.shl (global.get $state) (i32.const 4)) (local.get $place)))
        (if (i32.eqz (call $bit (i32.shl (local.get $both) (i32.const 1))))
          (then
            (call $letter)
            (br $next)))
        (if (call $fork (i32.const 384))
          (then
            (if (call $again (local.get $both))
              (then
                (call $turn (i32.const 9) (i32.const 11))
                (local.set $length (i32.const 1)))
              (else
                (local.set $length (i32.add (i32.const 2) (call $length (i32.const 2668) (local.get $place))))
                (call $turn (i32.const 8) (i32.const 11)))))
          (else
            (global.set $rep3 (global.get $rep2))
            (global.set $rep2 (global.get $rep1))
            (global.set $rep1 (global.get $rep0))
            (local.set $length (call $length (i32.const 1640) (local.get $place)))
            (call $turn (i32.const 7) (i32.const 10))
            (global.set $rep0 (call $distance (local.get $length)))
            (local.set $length (i32.add (local.get $length) (i32.const 2)))))
        (if (i32.ge_u (global.get $rep0) (i32.sub (global.get $to) (global.get $base))) (then unreachable))
        (loop $copy
          (call $put (call $before))
          (br_if $copy (local.tee $length (i32.sub (local.get $length) (i32.const 1)))))
        (br $next)))
    (global.get $from)))
