-- Name of the program that sent a label; absent if it does not state it.
ALTER TABLE label ADD COLUMN tool text;
