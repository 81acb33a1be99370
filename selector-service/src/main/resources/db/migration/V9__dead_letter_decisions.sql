-- What an operator decided about a dead letter. The letters themselves are in Kafka; the id is topic, partition and offset.
create table dead_letter_decision (
    id text primary key,
    decision text not null,
    decided_at timestamptz not null
);
