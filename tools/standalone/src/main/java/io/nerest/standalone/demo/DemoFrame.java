package io.nerest.standalone.demo;

import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * A picture that a camera will send, and what an annotator would say of it.
 *
 * @param name file name
 * @param picture its bytes, made or read when they are needed, so that no run holds all of them
 * @param truth every object; hidden from the services until the annotator is asked
 */
record DemoFrame(String name, String streamId, Instant capturedAt, Picture picture, List<LabelledBox> truth) {
    DemoFrame {
        truth = List.copyOf(truth);
    }

    /** Where a picture's bytes come from. */
    interface Picture {
        byte[] bytes() throws IOException;
    }
}
