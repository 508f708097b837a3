# One image for every process; compose.yaml says which command each runs.
FROM python:3.13-slim
WORKDIR /srv/greenbridge
RUN useradd --system --home-dir /srv/greenbridge greenbridge
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation .
USER greenbridge
ENTRYPOINT ["greenbridge"]
