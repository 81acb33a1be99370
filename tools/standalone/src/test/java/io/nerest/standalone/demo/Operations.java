package io.nerest.standalone.demo;

/**
 * Operations of a person and the time that the keystroke-level model (Card, Moran and Newell 1980) gives them: key 0.2 s, point
 * 1.1, click 0.2, hand between mouse and keys 0.4, think 1.35.
 *
 * @param keys pressed keys; two for a key with a modifier
 * @param points movements of the pointer to a place
 * @param clicks clicks
 * @param hands movements of a hand between keys and mouse
 * @param thoughts decisions
 */
record Operations(int keys, int points, int clicks, int hands, int thoughts) {
    static final Operations NONE = new Operations(0, 0, 0, 0, 0);
    static final Operations KEY = new Operations(1, 0, 0, 0, 0);
    static final Operations CLICK_AT = new Operations(0, 1, 1, 0, 0);
    static final Operations HAND = new Operations(0, 0, 0, 1, 0);
    static final Operations THOUGHT = new Operations(0, 0, 0, 0, 1);

    Operations plus(Operations other) {
        return new Operations(
                keys + other.keys,
                points + other.points,
                clicks + other.clicks,
                hands + other.hands,
                thoughts + other.thoughts);
    }

    Operations times(int factor) {
        return new Operations(keys * factor, points * factor, clicks * factor, hands * factor, thoughts * factor);
    }

    /** The time in seconds. */
    double seconds() {
        return 0.2 * keys + 1.1 * points + 0.2 * clicks + 0.4 * hands + 1.35 * thoughts;
    }
}
