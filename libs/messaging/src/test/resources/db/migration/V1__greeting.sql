CREATE TABLE greeting (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text   text    NOT NULL,
    number integer NOT NULL
);
