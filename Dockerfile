FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TISCHDECKE_DATA=/data

WORKDIR /srv/tischdecke

# First what rarely changes, so that a change in the code does not install everything again.
COPY requirements.txt ./
RUN pip install --no-cache-dir --no-deps --only-binary :all: --require-hashes -r requirements.txt

COPY . .
# Bytecode is made now because the running user may not write here.
RUN PYTHONDONTWRITEBYTECODE= python -m compileall -q app migrations \
    && useradd --system --uid 10001 --home-dir /data --no-create-home cafe \
    && install -d -o cafe -g cafe /data

USER cafe
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ.get(\"TISCHDECKE_PORT\", 8000)}/health', timeout=4)"]

CMD ["python", "-m", "app.cli", "serve", "--data", "/data"]
