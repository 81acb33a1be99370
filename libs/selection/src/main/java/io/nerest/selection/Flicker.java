package io.nerest.selection;

/**
 * A place where detections of neighbouring frames disagree.
 *
 * @param kind what is there
 * @param event the flickers of one event are of the same missed object; a label of one of their frames explains all
 * @param score in [0, 1]
 */
record Flicker(Kind kind, int event, double score) {

    /** Kind of the flicker. */
    enum Kind {
        MISSED("missed between two detections"),
        ONCE("found once and nowhere near"),
        CHANGE("a change of confidence");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
