# The portal as one image: web, worker, schedule and prepare differ in their command only.
FROM python:3.13-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 VIRTUAL_ENV=/venv PATH=/venv/bin:$PATH
RUN useradd --system --uid 1000 --home-dir /data portal && mkdir /data && chown portal /data
WORKDIR /portal
COPY requirements-uv.txt requirements.txt ./
RUN python -m venv /venv \
    && pip install --no-cache-dir --require-hashes -r requirements-uv.txt \
    && uv pip install --no-cache --require-hashes -r requirements.txt
COPY manage.py ./
COPY portal portal
COPY accounts accounts
COPY exchange exchange
COPY visits visits
COPY templates templates
COPY locale locale
# Words compiled and files collected once, with throw-away settings: no secret ends up in the image.
ENV STATIC_DIR=/portal/static COLLECTED_STATIC=1
RUN DATA_DIR=/tmp/build python manage.py messages --compile \
    && DATA_DIR=/tmp/build python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/build
USER portal
EXPOSE 8000
CMD ["sh", "-c", "exec gunicorn portal.wsgi --bind 0.0.0.0:8000 --worker-class gthread --workers ${WEB_WORKERS:-2} --threads ${WEB_THREADS:-4} --graceful-timeout 20 --max-requests 5000 --max-requests-jitter 500 --log-level warning"]
