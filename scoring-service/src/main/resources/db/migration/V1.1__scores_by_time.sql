-- Scores are remembered for as long as an event may arrive again. They are partitioned by the time of storing: eight slots are used in
-- turn, and a slot whose rows are all old is emptied at once. A pod of the previous release names no slot, and skips a score that is in
-- the same slot already.
ALTER TABLE frame_score RENAME TO all_frame_score;
ALTER INDEX frame_score_pkey RENAME TO all_frame_score_pkey;
DROP INDEX frame_score_by_model;

CREATE TABLE frame_score (
    frame_id  uuid        NOT NULL,
    model_id  text        NOT NULL,
    pod       text        NOT NULL,
    boxes     int         NOT NULL,
    scored_at timestamptz NOT NULL,
    slot      smallint    NOT NULL DEFAULT cast(floor(extract(epoch FROM now()) / 86400) AS bigint) % 8
) PARTITION BY LIST (slot);
CREATE TABLE frame_score_0 PARTITION OF frame_score (PRIMARY KEY (frame_id, model_id)) FOR VALUES IN (0);
CREATE TABLE frame_score_1 PARTITION OF frame_score (PRIMARY KEY (frame_id, model_id)) FOR VALUES IN (1);
CREATE TABLE frame_score_2 PARTITION OF frame_score (PRIMARY KEY (frame_id, model_id)) FOR VALUES IN (2);
CREATE TABLE frame_score_3 PARTITION OF frame_score (PRIMARY KEY (frame_id, model_id)) FOR VALUES IN (3);
CREATE TABLE frame_score_4 PARTITION OF frame_score (PRIMARY KEY (frame_id, model_id)) FOR VALUES IN (4);
CREATE TABLE frame_score_5 PARTITION OF frame_score (PRIMARY KEY (frame_id, model_id)) FOR VALUES IN (5);
CREATE TABLE frame_score_6 PARTITION OF frame_score (PRIMARY KEY (frame_id, model_id)) FOR VALUES IN (6);
CREATE TABLE frame_score_7 PARTITION OF frame_score (PRIMARY KEY (frame_id, model_id)) FOR VALUES IN (7);

INSERT INTO frame_score (frame_id, model_id, pod, boxes, scored_at)
SELECT frame_id, model_id, pod, boxes, scored_at FROM all_frame_score WHERE scored_at > now() - interval '10 days';
DROP TABLE all_frame_score;
