-- A round reads the boxes of a whole pool, and of a shortlist nothing but boxes: embeddings, eleven twelfths of a score, lie
-- apart, where only those go who ask for them. Scores that are there already stay as they are.
alter table score alter column model_id set storage main;
alter table score alter column boxes set storage main;
alter table score alter column embedding set storage external;
alter table score set (toast_tuple_target = 128);

-- The rows of a sample are made of rows that are there, and nothing of a frame or a campaign is ever deleted: to look both up
-- again, and to lock them, for each of a million rows took most of a draw.
alter table sample_frame drop constraint sample_frame_frame_id_fkey;
alter table sample_frame drop constraint sample_frame_campaign_id_fkey;
