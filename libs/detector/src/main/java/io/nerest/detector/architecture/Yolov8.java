package io.nerest.detector.architecture;

import static io.nerest.detector.architecture.Layer.join;
import static io.nerest.detector.architecture.Layer.then;

import io.nerest.detector.architecture.Block.C2f;
import io.nerest.detector.architecture.Block.Concat;
import io.nerest.detector.architecture.Block.Conv;
import io.nerest.detector.architecture.Block.Detect;
import io.nerest.detector.architecture.Block.Sppf;
import io.nerest.detector.architecture.Block.Upsample;
import java.util.List;
import java.util.stream.Stream;

/** YOLOv8. */
final class Yolov8 {
    private static final boolean SHORTCUT = true;
    private static final boolean PLAIN = false;

    private static final List<Scale> SCALES = List.of(
            new Scale("n", 0.33, 0.25, 1024),
            new Scale("s", 0.33, 0.50, 1024),
            new Scale("m", 0.67, 0.75, 768),
            new Scale("l", 1.00, 1.00, 512),
            new Scale("x", 1.00, 1.25, 512));

    static final Family FAMILY = new Family(
            "yolov8",
            "",
            SCALES,
            List.of(
                    /*  0 */ then(new Conv(64, 3, 2)), // stride 2
                    /*  1 */ then(new Conv(128, 3, 2)), // stride 4
                    /*  2 */ then(new C2f(128, 3, SHORTCUT)),
                    /*  3 */ then(new Conv(256, 3, 2)), // stride 8
                    /*  4 */ then(new C2f(256, 6, SHORTCUT)),
                    /*  5 */ then(new Conv(512, 3, 2)), // stride 16
                    /*  6 */ then(new C2f(512, 6, SHORTCUT)),
                    /*  7 */ then(new Conv(1024, 3, 2)), // stride 32
                    /*  8 */ then(new C2f(1024, 3, SHORTCUT)),
                    /*  9 */ then(new Sppf(1024, 5)),
                    /* 10 */ then(new Upsample()),
                    /* 11 */ join(new Concat(), -1, 6),
                    /* 12 */ then(new C2f(512, 3, PLAIN)),
                    /* 13 */ then(new Upsample()),
                    /* 14 */ join(new Concat(), -1, 4),
                    /* 15 */ then(new C2f(256, 3, PLAIN)), // P3
                    /* 16 */ then(new Conv(256, 3, 2)),
                    /* 17 */ join(new Concat(), -1, 12),
                    /* 18 */ then(new C2f(512, 3, PLAIN)), // P4
                    /* 19 */ then(new Conv(512, 3, 2)),
                    /* 20 */ join(new Concat(), -1, 9),
                    /* 21 */ then(new C2f(1024, 3, PLAIN)), // P5
                    /* 22 */ join(new Detect(), 15, 18, 21)),
            9);

    /** With a fourth level of stride 4 for small objects. */
    static final Family P2 = new Family(
            "yolov8",
            "-p2",
            SCALES,
            Stream.concat(
                            FAMILY.layers().stream().limit(16),
                            Stream.of(
                                    /* 16 */ then(new Upsample()),
                                    /* 17 */ join(new Concat(), -1, 2),
                                    /* 18 */ then(new C2f(128, 3, PLAIN)), // P2
                                    /* 19 */ then(new Conv(128, 3, 2)),
                                    /* 20 */ join(new Concat(), -1, 15),
                                    /* 21 */ then(new C2f(256, 3, PLAIN)), // P3
                                    /* 22 */ then(new Conv(256, 3, 2)),
                                    /* 23 */ join(new Concat(), -1, 12),
                                    /* 24 */ then(new C2f(512, 3, PLAIN)), // P4
                                    /* 25 */ then(new Conv(512, 3, 2)),
                                    /* 26 */ join(new Concat(), -1, 9),
                                    /* 27 */ then(new C2f(1024, 3, PLAIN)), // P5
                                    /* 28 */ join(new Detect(), 18, 21, 24, 27)))
                    .toList(),
            9);

    private Yolov8() {}
}
