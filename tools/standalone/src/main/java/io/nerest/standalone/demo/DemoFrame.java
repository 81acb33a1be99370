package io.nerest.standalone.demo;

import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * An image to send and its true boxes.
 *
 * @param name file name
 * @param image source of its bytes, which are rendered or read on demand to save memory
 * @param truth boxes of all objects; sent only as labels
 */
record DemoFrame(String name, String streamId, Instant capturedAt, ImageSource image, List<LabelledBox> truth) {
    DemoFrame {
        truth = List.copyOf(truth);
    }

    /** Returns the encoded image. */
    @FunctionalInterface
    interface ImageSource {
        byte[] bytes() throws IOException;
    }
}
