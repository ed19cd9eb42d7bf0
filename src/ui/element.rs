//! Elements as plain values of one type.
//!
//! The macro of Leptos gives every shape of element a type of its own, and the compiler makes code
//! for each: with some two hundred shapes that is a third of the program a phone has to load. Here
//! tag, attributes and children are data, and the code is made once.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::element::custom;
use leptos::tachys::html::event::{EventDescriptor, on};
use leptos::tachys::html::property::prop;
use leptos::tachys::svg;
use leptos::tachys::view::add_attr::AddAnyAttr;
use wasm_bindgen::JsValue;

/// An element being put together.
pub(crate) struct El {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element of this tag.
pub(crate) fn el(tag: &'static str) -> El {
    El {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// An element of this tag and class.
pub(crate) fn of(tag: &'static str, class: &'static str) -> El {
    el(tag).class(class)
}

/// A link.
pub(crate) fn link(address: impl Into<String>) -> El {
    el("a").attr("href", address)
}

/// Text that changes with the signals it reads.
pub(crate) fn live_text(text: impl Fn() -> String + Send + 'static) -> AnyView {
    live(move || text().into_any())
}

/// A view that changes with the signals it reads.
pub(crate) fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

impl El {
    /// Its classes.
    pub(crate) fn class(self, class: &'static str) -> El {
        self.attr("class", class)
    }

    /// An attribute.
    pub(crate) fn attr(mut self, name: &'static str, value: impl Into<String>) -> El {
        let value: String = value.into();
        self.attributes
            .push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// Its own style. As a property: as an attribute the policy of the page forbids it.
    pub(crate) fn style(mut self, value: impl Into<String>) -> El {
        let value: String = value.into();
        self.attributes.push(prop("style", value).into_any_attr());
        self
    }

    /// Its own style, which changes with the signals it reads.
    pub(crate) fn live_style(mut self, value: impl FnMut() -> String + Send + 'static) -> El {
        let value: Box<dyn FnMut() -> String + Send> = Box::new(value);
        self.attributes.push(prop("style", value).into_any_attr());
        self
    }

    /// An attribute that is there on a condition.
    pub(crate) fn attr_if(self, condition: bool, name: &'static str, value: &'static str) -> El {
        if condition {
            self.attr(name, value)
        } else {
            self
        }
    }

    /// An attribute that changes with the signals it reads; none takes it away.
    pub(crate) fn live_attr(
        mut self,
        name: &'static str,
        value: impl FnMut() -> Option<String> + Send + 'static,
    ) -> El {
        let value: Box<dyn FnMut() -> Option<String> + Send> = Box::new(value);
        self.attributes
            .push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// The value of a field, which changes with the signals it reads.
    pub(crate) fn live_value(mut self, value: impl FnMut() -> String + Send + 'static) -> El {
        let value: Box<dyn FnMut() -> String + Send> = Box::new(value);
        self.attributes.push(prop("value", value).into_any_attr());
        self
    }

    /// What an event does.
    pub(crate) fn on<E>(mut self, event: E, act: impl FnMut(E::EventType) + 'static) -> El
    where
        E: EventDescriptor + Send + 'static,
        E::EventType: From<JsValue>,
    {
        let act: Box<dyn FnMut(E::EventType)> = Box::new(act);
        self.attributes.push(on(event, act).into_any_attr());
        self
    }

    /// What a press does.
    pub(crate) fn on_click(self, act: impl FnMut(leptos::ev::MouseEvent) + 'static) -> El {
        self.on(leptos::ev::click, act)
    }

    /// One more child: text.
    pub(crate) fn text(mut self, text: impl Into<String>) -> El {
        let text: String = text.into();
        self.children.push(text.into_any());
        self
    }

    /// One more child.
    pub(crate) fn child(mut self, child: impl Into<AnyView>) -> El {
        self.children.push(child.into());
        self
    }

    /// More children, or one or none.
    pub(crate) fn children(mut self, children: impl IntoIterator<Item = impl Into<AnyView>>) -> El {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }

    /// The element done.
    pub(crate) fn view(self) -> AnyView {
        macro_rules! made {
            ($element:expr) => {
                $element
                    .child(self.children)
                    .add_any_attr(self.attributes)
                    .into_any()
            };
        }
        // Drawings have elements of a namespace of their own.
        match self.tag {
            "svg" => made!(svg::svg()),
            "rect" => made!(svg::rect()),
            "text" => made!(svg::text()),
            tag => made!(custom(tag)),
        }
    }
}

impl From<El> for AnyView {
    fn from(el: El) -> AnyView {
        el.view()
    }
}

/// Several views as one.
pub(crate) fn all(views: impl IntoIterator<Item = impl Into<AnyView>>) -> AnyView {
    let views: Vec<AnyView> = views.into_iter().map(Into::into).collect();
    views.into_any()
}

/// No view.
pub(crate) fn nothing() -> AnyView {
    all(None::<AnyView>)
}
