# The service with both readers inside, set up by the same scripts as a bare machine.
FROM debian:bookworm-slim

WORKDIR /app
COPY scripts/ scripts/
RUN apt-get update -qq && scripts/setup --system && rm -rf /var/lib/apt/lists/*
COPY requirements.lock pyproject.toml ./
RUN scripts/setup --python
COPY service/ service/

RUN useradd --system --uid 10001 --home-dir /app backnote \
    && mkdir /data && chown backnote /data
USER backnote
ENV BACKNOTE_DATA_DIR=/data PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD curl -fsS http://127.0.0.1:8000/healthz || exit 1
ENTRYPOINT [".venv/bin/python", "-m", "service"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
