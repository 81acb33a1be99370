package io.nerest.detector.architecture;

import static io.nerest.detector.architecture.Layer.join;
import static io.nerest.detector.architecture.Layer.then;

import io.nerest.detector.architecture.Block.C3;
import io.nerest.detector.architecture.Block.Concat;
import io.nerest.detector.architecture.Block.Conv;
import io.nerest.detector.architecture.Block.Detect;
import io.nerest.detector.architecture.Block.Sppf;
import io.nerest.detector.architecture.Block.Upsample;
import java.util.List;

/** YOLOv5u: the body of YOLOv5 v6 with the anchor-free head of YOLOv8. */
final class Yolov5u {
    private static final boolean SHORTCUT = true;
    private static final boolean PLAIN = false;

    static final Family FAMILY = new Family(
            "yolov5",
            "u",
            List.of(
                    new Scale("n", 0.33, 0.25, 1024),
                    new Scale("s", 0.33, 0.50, 1024),
                    new Scale("m", 0.67, 0.75, 1024),
                    new Scale("l", 1.00, 1.00, 1024),
                    new Scale("x", 1.33, 1.25, 1024)),
            List.of(
                    /*  0 */ then(new Conv(64, 6, 2, 2)), // stride 2
                    /*  1 */ then(new Conv(128, 3, 2)), // stride 4
                    /*  2 */ then(new C3(128, 3, SHORTCUT)),
                    /*  3 */ then(new Conv(256, 3, 2)), // stride 8
                    /*  4 */ then(new C3(256, 6, SHORTCUT)),
                    /*  5 */ then(new Conv(512, 3, 2)), // stride 16
                    /*  6 */ then(new C3(512, 9, SHORTCUT)),
                    /*  7 */ then(new Conv(1024, 3, 2)), // stride 32
                    /*  8 */ then(new C3(1024, 3, SHORTCUT)),
                    /*  9 */ then(new Sppf(1024, 5)),
                    /* 10 */ then(new Conv(512, 1, 1)),
                    /* 11 */ then(new Upsample()),
                    /* 12 */ join(new Concat(), -1, 6),
                    /* 13 */ then(new C3(512, 3, PLAIN)),
                    /* 14 */ then(new Conv(256, 1, 1)),
                    /* 15 */ then(new Upsample()),
                    /* 16 */ join(new Concat(), -1, 4),
                    /* 17 */ then(new C3(256, 3, PLAIN)), // P3
                    /* 18 */ then(new Conv(256, 3, 2)),
                    /* 19 */ join(new Concat(), -1, 14),
                    /* 20 */ then(new C3(512, 3, PLAIN)), // P4
                    /* 21 */ then(new Conv(512, 3, 2)),
                    /* 22 */ join(new Concat(), -1, 10),
                    /* 23 */ then(new C3(1024, 3, PLAIN)), // P5
                    /* 24 */ join(new Detect(), 17, 20, 23)),
            9);

    private Yolov5u() {}
}
