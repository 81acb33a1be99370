-- Metrics of a trained model on each stream of its campaign's validation set; streams without objects have none.
CREATE TABLE model_stream_metric (
    model_id   text             NOT NULL REFERENCES model (id),
    stream_id  text             NOT NULL,
    images     int              NOT NULL,
    objects    int              NOT NULL,
    map50      double precision NOT NULL,
    map5095    double precision NOT NULL,
    precision_ double precision NOT NULL,
    recall     double precision NOT NULL,
    PRIMARY KEY (model_id, stream_id)
);

-- Detections of the newest epoch of a training on some validation frames, as JSON.
CREATE TABLE training_examples (
    training_id uuid PRIMARY KEY REFERENCES training_job (id),
    epoch       int  NOT NULL,
    frames      text NOT NULL
);
