-- Requests with an Idempotency-Key, and their answers for repetitions. Removed after a day.
CREATE TABLE idempotent_request (
    caller      text        NOT NULL,
    operation   text        NOT NULL,
    request_key text        NOT NULL,
    fingerprint text        NOT NULL, -- of everything that the request contains
    answer      text,                 -- JSON; absent while it is processed
    received_at timestamptz NOT NULL,
    PRIMARY KEY (caller, operation, request_key)
);
CREATE INDEX idempotent_request_by_time ON idempotent_request (received_at);
