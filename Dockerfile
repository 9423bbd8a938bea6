# Three images from one file, none of which runs as root:
#   gateway   the simulator: assay alone, no shell, no system
#   browser   Debian's headless Chromium with its debugging port open
#   suite     assay and a browser of its own
# No syntax line: the builder's own frontend does, and nothing more is fetched.

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN make build
# scratch cannot make directories. These belong to the user of every image.
RUN mkdir -p /empty/tmp /empty/run/assay && chown -R 65532:65532 /empty

FROM scratch AS gateway
COPY --from=build /empty/ /
COPY --from=build /src/bin/assay /usr/local/bin/assay
USER 65532:65532
ENV PATH=/usr/local/bin
EXPOSE 8443
ENTRYPOINT ["assay"]
CMD ["serve", "--listen", "0.0.0.0:8443", "--ca", "/run/assay/ca.pem"]

FROM debian:bookworm-slim AS chromium
RUN apt-get update \
	&& apt-get install -y --no-install-recommends ca-certificates chromium-headless-shell \
	&& rm -rf /var/lib/apt/lists/* \
	&& useradd --uid 65532 --create-home assay
# Chromium's own sandbox wants user namespaces, which containers do not have:
# here, the container is the sandbox.
RUN printf '#!/bin/sh\nexec chromium-headless-shell --no-sandbox "$@"\n' >/usr/local/bin/contained-chromium \
	&& chmod 755 /usr/local/bin/contained-chromium
ENV ASSAY_BROWSER=/usr/local/bin/contained-chromium
USER 65532:65532
WORKDIR /home/assay
ENTRYPOINT ["contained-chromium"]

FROM chromium AS browser
EXPOSE 9222
CMD ["--disable-gpu", "--no-first-run", "--disable-background-networking", \
	"--user-data-dir=/tmp/profile", "--remote-debugging-address=0.0.0.0", "--remote-debugging-port=9222"]

FROM chromium AS suite
COPY --from=build --chown=65532:65532 /empty/run/assay /run/assay
COPY --from=build /src/bin/assay /usr/local/bin/assay
RUN mkdir -p /home/assay/reports/out
ENTRYPOINT ["assay"]
CMD ["run"]
