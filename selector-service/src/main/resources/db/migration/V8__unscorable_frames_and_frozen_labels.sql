-- Why no model can score the frame, such as a missing image; it is in no pool then.
alter table frame add column unscorable text;

-- The validation set keeps the labels that its frames had when the campaign was opened.
alter table validation_frame add column revision int, add column author text, add column boxes jsonb;
update validation_frame v set revision = l.revision, author = l.author, boxes = l.boxes
    from label l where l.frame_id = v.frame_id;
alter table validation_frame alter column revision set not null,
    alter column author set not null, alter column boxes set not null;
