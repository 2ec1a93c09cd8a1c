//! The request for the next page: a link from the service, completed with the parameters of the
//! definition.

use super::{
    concealed::Concealed,
    operation::{LinkPlace, Operation, set_body},
    query::{self, Pair},
    same_origin::target,
    template::{self, Extent, Value},
};
use azure_core::{
    Result,
    http::{
        Body, Method, Request, Url,
        headers::{ACCEPT, CONTENT_LENGTH, HeaderName},
    },
};

/// How a link becomes a request.
#[derive(Clone, Debug)]
pub(super) struct NextPage {
    method: Method,
    body: Option<Body>,
    content_type: &'static str,
    pub(super) concealed: Concealed,
    endpoint: Url,
    path: &'static str,
    link: Option<(&'static str, LinkPlace)>,
    segments: Vec<Value>,
    version: Vec<Pair>,
    query: Vec<Pair>,
    headers: Vec<(&'static str, String)>,
}

impl NextPage {
    /// For links that are URLs. They receive the API version and the headers of the call, and
    /// contain everything else.
    pub(super) fn of(call: &Operation<'_>) -> Self {
        let of_body = |name: &str| name == "content-type";
        let (version, _) = parted(&call.query);
        Self {
            method: Method::Get,
            body: None,
            content_type: "application/json",
            concealed: call.concealed.clone(),
            endpoint: call.arm.endpoint.clone(),
            path: "",
            link: None,
            segments: Vec::new(),
            version,
            query: Vec::new(),
            headers: call.headers.iter().filter(|(name, _)| !of_body(name)).cloned().collect(),
        }
    }

    /// For links that another operation follows, or takes as a parameter. Its other parameters are already set, but for
    /// the body of `first`, if it sends that again.
    pub(super) fn by(next: Operation<'_>, first: &Operation<'_>) -> Result<Self> {
        next.mistake?;
        let (version, query) = parted(&next.query);
        Ok(Self {
            method: next.method,
            body: first.body.clone().filter(|_| next.same_body),
            content_type: first.content_type,
            concealed: next.concealed,
            endpoint: next.arm.endpoint.clone(),
            path: next.path,
            link: next.link,
            segments: next.segments,
            version,
            query,
            headers: next.headers,
        })
    }

    /// URL of the page that a link of the service leads to.
    pub(super) fn address(&self, link: &str) -> Result<Url> {
        let mut url = match self.link {
            Some((name, place)) if !is_address(link) => self.built(name, place, link)?,
            _ => target(&self.endpoint, link)?,
        };
        query::complete(&mut url, &self.query)?;
        query::replace(&mut url, &self.version)?;
        Ok(url)
    }

    /// Request for the page at `address`, a URL from [`NextPage::address`] or one that a caller has
    /// saved.
    pub(super) fn request(&self, address: &str) -> Result<Request> {
        let mut url = target(&self.endpoint, address)?;
        self.concealed.check(&url)?;
        query::replace(&mut url, &self.version)?;
        let mut request = Request::new(url, self.method);
        request.insert_header(ACCEPT, "application/json");
        match &self.body {
            Some(body) => set_body(&mut request, body.clone(), self.content_type),
            None if !self.is_get() => request.insert_header(CONTENT_LENGTH, "0"),
            None => {}
        }
        for (name, value) in &self.headers {
            request.insert_header(HeaderName::from_static(name), value.clone());
        }
        Ok(request)
    }

    /// Whether pages are requested with GET.
    pub(super) fn is_get(&self) -> bool {
        self.method == Method::Get
    }

    fn built(&self, name: &'static str, place: LinkPlace, link: &str) -> Result<Url> {
        let (path, constant) = self.path.split_once('?').unwrap_or((self.path, ""));
        let link = link.split('#').next().unwrap_or_default();
        let (value, own) = match place {
            LinkPlace::Segments => link.split_once('?').unwrap_or((link, "")),
            LinkPlace::Path | LinkPlace::Query => (link, ""),
        };
        let mut segments = self.segments.clone();
        let mut pairs = Vec::new();
        match place {
            LinkPlace::Segments => segments.push(Value::new(name, template::decoded(value), Extent::Many)?),
            LinkPlace::Path => segments.push(Value::new(name, value.to_owned(), Extent::One)?),
            LinkPlace::Query => pairs.push(Pair { name, value: value.to_owned(), verbatim: false }),
        }
        let mut url = template::expand(&self.endpoint, path, &segments)?;
        query::write(&mut url, Some(&format!("{constant}&{own}")), &pairs)?;
        Ok(url)
    }
}

/// Separates the API version, which is always the client's, from the other pairs, which a link may
/// override.
fn parted(pairs: &[Pair]) -> (Vec<Pair>, Vec<Pair>) {
    pairs.iter().cloned().partition(|pair| pair.name == "api-version")
}

/// Whether a link is a URL, absolute or relative, and not a parameter.
fn is_address(link: &str) -> bool {
    let starts = |with: &str| link.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    starts("/") || starts("https://") || starts("http://")
}
