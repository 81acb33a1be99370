-- What was stored of the jobs of CVAT: a job that has not changed since is not read, and a frame whose annotation has not
-- changed keeps a label that was made elsewhere later.
CREATE TABLE cvat_job (
    job_id     bigint PRIMARY KEY,
    updated_at text NOT NULL -- as CVAT states it
);

CREATE TABLE cvat_frame (
    frame_id uuid   NOT NULL,
    job_id   bigint NOT NULL,
    digest   text   NOT NULL, -- of its annotation
    PRIMARY KEY (frame_id, job_id)
);
