package io.nerest.cli.predict;

import io.nerest.detector.inference.FramePrediction;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints one line per frame: name, size, and number of detections per class. */
final class ConsoleLines implements PredictionOutput {
    private final PrintWriter out;
    private final List<String> classNames;
    private int count;

    ConsoleLines(PrintWriter out, List<String> classNames) {
        this.out = out;
        this.classNames = List.copyOf(classNames);
    }

    @Override
    public void write(Frame frame, FramePrediction prediction) {
        Map<Integer, Integer> counts = new TreeMap<>();
        prediction.detections().forEach(d -> counts.merge(d.classId(), 1, Integer::sum));
        String found = counts.isEmpty()
                ? "nothing"
                : counts.entrySet().stream()
                        .map(e -> e.getValue() + " " + classNames.get(e.getKey()))
                        .collect(Collectors.joining(", "));
        out.printf(
                "%d %s: %dx%d %s%n",
                ++count, frame.name(), frame.image().width(), frame.image().height(), found);
    }

    @Override
    public void close() {
        out.flush();
    }
}
