CREATE TABLE greeting (
    text   text    NOT NULL,
    number integer NOT NULL
);
