-- Trainings that were cancelled before their request arrived: the request is not queued.
CREATE TABLE cancelled_training (
    id           uuid PRIMARY KEY,
    reason       text        NOT NULL,
    cancelled_at timestamptz NOT NULL
);
