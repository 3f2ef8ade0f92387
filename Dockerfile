FROM python:3.11-slim AS build
COPY requirements.lock /tmp/requirements.lock
# The image's own pip fills the environment, which needs none; wheels only, as there is no compiler here.
RUN python -m venv --without-pip /opt/venv \
    && pip --python /opt/venv/bin/python install --no-cache-dir --require-hashes --only-binary :all: \
        -r /tmp/requirements.lock

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
RUN useradd --uid 10001 --no-create-home --no-log-init --shell /usr/sbin/nologin advisor \
    && install -d -m 700 -o advisor -g advisor /srv/data
WORKDIR /srv
COPY --from=build /opt/venv /opt/venv
COPY . .
# The user that serves writes nothing here: without this every start would compile the program anew.
RUN python -m compileall -q app alembic
# By number, so that an orchestrator can see that it is not root.
USER 10001
# The SQLite file of stored reports lives here unless ADVISOR_DATABASE_URL names a PostgreSQL database.
VOLUME /srv/data
EXPOSE 8000
# Not urlopen: it would ask a proxy that the environment names for this address too.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "from http.client import HTTPConnection; c = HTTPConnection('127.0.0.1', 8000, timeout=2); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
CMD ["python", "-m", "app", "serve", "--host", "0.0.0.0", "--port", "8000"]
