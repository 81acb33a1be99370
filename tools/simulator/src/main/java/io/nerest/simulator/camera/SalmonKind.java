package io.nerest.simulator.camera;

/** Species of salmon in the streams of Sakhalin and their colouring. */
public enum SalmonKind {
    /** Fresh from the sea: blue-green back, silver flanks. */
    SILVER,
    /** Pink salmon, spawning: humped back with dark blotches, brownish flanks, pale belly. */
    PINK,
    /** Chum salmon, spawning: olive with irregular purple bars. */
    CHUM,
    /** Sockeye, spawning: red body, olive head. */
    SOCKEYE,
    /** Masu (cherry) salmon: dark, with rosy bands. */
    MASU,
    /** White-spotted char: dark with pale spots. */
    CHAR
}
