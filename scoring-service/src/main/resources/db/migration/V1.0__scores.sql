-- Which model has looked at which frame. A pair stands once, whichever pod was first.
CREATE TABLE frame_score (
    frame_id  uuid        NOT NULL,
    model_id  text        NOT NULL,
    pod       text        NOT NULL,
    boxes     int         NOT NULL,
    scored_at timestamptz NOT NULL,
    PRIMARY KEY (frame_id, model_id)
);

CREATE INDEX frame_score_by_model ON frame_score (model_id);
