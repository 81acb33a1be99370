package io.nerest.standalone.demo;

import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.Console;
import io.nerest.vision.box.LabelledBox;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Streams of cameras that do not exist, none of which the base checkpoint has seen. */
final class DemoStreams {
    private static final int CAMERAS = 3;
    private static final int FRAMES_A_CAMERA = 130;
    private static final int VALIDATION_A_CAMERA = 24;
    /** Frames between two that are kept: a camera that sends one every few seconds. */
    private static final int STRIDE = 7;
    /** Validation frames are of another day. */
    private static final int VALIDATION_START = 4_000;

    private final Console console;

    DemoStreams(Console console) {
        this.console = console;
    }

    DemoData render(long seed) {
        List<StreamRenderer> cameras = IntStream.rangeClosed(1, CAMERAS)
                .mapToObj(index -> new StreamRenderer(RenderedCameras.camera(index, seed), seed))
                .toList();
        List<DemoFrame> stream = new ArrayList<>();
        List<DemoFrame> validation = new ArrayList<>();
        int total = CAMERAS * (FRAMES_A_CAMERA + VALIDATION_A_CAMERA);
        try (Console.Work work = console.work("render", total)) {
            // Camera by camera within each moment, as frames of several cameras arrive.
            for (int i = 0; i < FRAMES_A_CAMERA; i++) {
                for (StreamRenderer camera : cameras) {
                    stream.add(frame(camera.frame(i * STRIDE)));
                    work.at(stream.size(), "frames");
                }
            }
            for (int i = 0; i < VALIDATION_A_CAMERA; i++) {
                for (StreamRenderer camera : cameras) {
                    validation.add(frame(camera.frame(VALIDATION_START + i * STRIDE * 3)));
                    work.at(stream.size() + validation.size(), "validation frames");
                }
            }
        }
        return new DemoData(List.of("fish"), stream, validation);
    }

    private static DemoFrame frame(RenderedFrame rendered) {
        byte[] jpeg = rendered.jpeg();
        List<LabelledBox> truth = rendered.truth().stream()
                .map(fish -> new LabelledBox(0, fish.cx(), fish.cy(), fish.width(), fish.height()))
                .toList();
        return new DemoFrame(rendered.fileName(), rendered.stream(), rendered.capturedAt(), () -> jpeg, truth);
    }
}
