# A static hadome and nothing else.
#
#   docker build -t hadome .
#   docker run --rm -v "$PWD:/work:ro" hadome check docs/incidents

FROM rust:1-alpine3.22 AS build
# On Alpine the C library is musl, which Rust links statically; its start files are in a package of their own.
# hadolint ignore=DL3018
RUN apk add --no-cache musl-dev
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM scratch
COPY --from=build /src/target/release/hadome /usr/bin/hadome
COPY LICENSE-MIT LICENSE-APACHE crates/hadome-dict/data/COPYING-ipadic /usr/share/licenses/hadome/
# Nobody: the reports are mounted to be read.
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/usr/bin/hadome"]
CMD ["check"]
