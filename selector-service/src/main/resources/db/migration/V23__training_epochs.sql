-- The finished epochs of trainings, for curves by epochs; table training keeps only the last progress.
create table training_epoch (
    training_id uuid  not null,
    epoch       int   not null, -- from 1
    progress    jsonb not null, -- the whole TrainingProgressed
    primary key (training_id, epoch)
);
