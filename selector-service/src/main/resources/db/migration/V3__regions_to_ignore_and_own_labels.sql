-- Boxes of a pseudo-labelled frame that are neither labels nor background; see BoxCodec.
alter table batch_frame add column ignored bytea;

-- Campaigns that learn only from frames of their own draw from frames with and without a label.
create index frame_of_all on frame (lot) where captured_at is not null;
