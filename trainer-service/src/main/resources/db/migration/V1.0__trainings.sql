-- A training request, once stored, is acknowledged; from then on it lives here.
CREATE TABLE training_job (
    id           uuid PRIMARY KEY,
    campaign_id  uuid        NOT NULL,
    round        int         NOT NULL,
    request      text        NOT NULL, -- TrainingRequested as JSON
    state        text        NOT NULL, -- QUEUED, RUNNING, FINISHED, FAILED
    pod          text,                 -- who runs it
    leased_until timestamptz,          -- by when it must be heard of again
    attempts     int         NOT NULL DEFAULT 0,
    reason       text,                 -- why it failed
    model_id     text,
    queued_at    timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz
);

CREATE INDEX training_job_waiting ON training_job (queued_at) WHERE state IN ('QUEUED', 'RUNNING');

CREATE TABLE model (
    id           text PRIMARY KEY,
    status       text        NOT NULL,
    event        text        NOT NULL, -- ModelPublished as last sent
    published_at timestamptz NOT NULL
);

-- What a model does on a validation set: measured once, since neither changes.
CREATE TABLE model_measurement (
    model_id          text             NOT NULL REFERENCES model (id),
    validation_sha256 text             NOT NULL,
    map50             double precision NOT NULL,
    map5095           double precision NOT NULL,
    precision_        double precision NOT NULL,
    recall            double precision NOT NULL,
    PRIMARY KEY (model_id, validation_sha256)
);
