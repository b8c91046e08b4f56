# The image of the web server and of the background worker; see docker-compose.yml and docs/deploiement.md.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ADRESSE=0.0.0.0 \
    PORT=8000 \
    DONNEES=/donnees

WORKDIR /app

# The system libraries are listed in one place, for this image as for a bare machine.
COPY outillage/systeme.py outillage/
RUN python3 outillage/systeme.py execution && rm -rf /var/lib/apt/lists/*

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --requirement requirements.txt

COPY . .
RUN useradd --system --uid 10001 --home-dir /donnees coopappui \
    && install --directory --owner=coopappui --mode=750 /donnees
USER coopappui
VOLUME /donnees
EXPOSE 8000

# The first start migrates the database and compresses the static files.
HEALTHCHECK --start-period=120s --interval=30s --timeout=10s CMD ["python3", "outillage/sante.py"]
ENTRYPOINT ["outillage/demarrer.sh"]
CMD ["web"]
