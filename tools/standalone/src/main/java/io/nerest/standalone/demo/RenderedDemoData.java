package io.nerest.standalone.demo;

import io.nerest.commandline.ProgressDisplay;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.output.TimedOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Demo frames from rendered cameras that are not in the training data of the base checkpoint. */
final class RenderedDemoData {
    private static final int CAMERAS = 3;
    private static final int FRAMES_PER_CAMERA = 130;
    private static final int VALIDATION_PER_CAMERA = 24;
    /** Every Nth frame is sent, as from a camera that sends one every few seconds. */
    private static final int STRIDE = 7;
    /** Validation frames are from another day. */
    private static final int VALIDATION_START = 4_000;

    private final TimedOutput output;

    RenderedDemoData(TimedOutput output) {
        this.output = output;
    }

    DemoData render(long seed) {
        List<StreamRenderer> cameras = IntStream.rangeClosed(1, CAMERAS)
                .mapToObj(index -> new StreamRenderer(RenderedCameras.camera(index, seed), seed))
                .toList();
        List<DemoFrame> stream = new ArrayList<>();
        List<DemoFrame> validation = new ArrayList<>();
        int total = CAMERAS * (FRAMES_PER_CAMERA + VALIDATION_PER_CAMERA);
        try (ProgressDisplay work = ProgressDisplay.start("rendering", "frames", total, output::line)) {
            // Interleaved, as frames of several cameras arrive.
            for (int i = 0; i < FRAMES_PER_CAMERA; i++) {
                for (StreamRenderer camera : cameras) {
                    stream.add(frame(camera.frame(i * STRIDE)));
                    work.stepTo(stream.size());
                }
            }
            for (int i = 0; i < VALIDATION_PER_CAMERA; i++) {
                for (StreamRenderer camera : cameras) {
                    validation.add(frame(camera.frame(VALIDATION_START + i * STRIDE * 3)));
                    work.stepTo(stream.size() + validation.size());
                }
            }
        }
        return new DemoData(List.of("fish"), stream, validation);
    }

    private static DemoFrame frame(RenderedFrame rendered) {
        byte[] jpeg = rendered.jpeg();
        return new DemoFrame(
                rendered.fileName(), rendered.stream(), rendered.capturedAt(), () -> jpeg, rendered.truth());
    }
}
