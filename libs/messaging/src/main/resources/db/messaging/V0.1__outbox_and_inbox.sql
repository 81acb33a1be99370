-- Versions below 1 belong to messaging, from 1 on to the service: both lie in one schema and one history.

CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    key        text,
    headers    text        NOT NULL, -- JSON object: header name to base64 of its bytes
    payload    bytea,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Rows live for milliseconds: dead ones must go before the table grows.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

CREATE TABLE inbox (
    consumer   text        NOT NULL,
    source     text        NOT NULL,
    event_id   text        NOT NULL,
    handled_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, source, event_id)
);

CREATE INDEX inbox_handled_at ON inbox (handled_at);
