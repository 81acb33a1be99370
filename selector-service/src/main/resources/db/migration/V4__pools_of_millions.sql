-- A round reads the boxes of a whole pool, and of a shortlist nothing but boxes: embeddings, eleven twelfths of a score, lie
-- apart, where only those go who ask for them. Scores that are there already stay as they are.
alter table score alter column model_id set storage main;
alter table score alter column boxes set storage main;
alter table score alter column embedding set storage external;
alter table score set (toast_tuple_target = 128);

-- The frames of a sample come from the table of frames, which loses none; to look each up again took most of a draw of
-- a million, and wrote to every one of these frames a lock that keeps nobody from anything.
alter table sample_frame drop constraint sample_frame_frame_id_fkey;
