package io.nerest.training.dataset;

import io.nerest.formats.yolo.YoloLine;
import io.nerest.system.FileProblem;
import io.nerest.system.TextFile;
import io.nerest.system.UnreadableTextException;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads label files: a line per object, its class and then either centre and size (cx, cy, w, h) or the corners of an
 * outline (x, y, three or more), all as fractions of the image. An outline is replaced by its bounding box.
 */
final class YoloLabels {
    private static final long MAX_BYTES = 16_000_000;
    /** Tolerance beyond 0 and 1 for coordinates rounded to six decimals. */
    private static final double ROUNDING = 1e-5;

    private final int classes;
    private final DatasetFindings findings;

    YoloLabels(int classes, DatasetFindings findings) {
        this.classes = classes;
        this.findings = findings;
    }

    /**
     * Returns the objects, or empty if a line is invalid: otherwise that object would be trained as
     * background.
     */
    Optional<List<LabelledBox>> read(Path file) {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                findings.found(DatasetProblem.BAD_LINE, "%s: longer than %,d bytes".formatted(file, MAX_BYTES));
                return Optional.empty();
            }
            text = TextFile.read(file);
        } catch (UnreadableTextException e) {
            findings.found(DatasetProblem.BAD_LINE, String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (IOException e) {
            findings.found(DatasetProblem.BAD_LINE, file + ": " + FileProblem.reason(e));
            return Optional.empty();
        }
        List<LabelledBox> boxes = new ArrayList<>();
        boolean whole = true;
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (!line.isBlank()) {
                Optional<LabelledBox> box = line(file, number, line);
                box.ifPresent(boxes::add);
                whole &= box.isPresent();
            }
        }
        return whole ? Optional.of(boxes) : Optional.empty();
    }

    private Optional<LabelledBox> line(Path file, int number, String line) {
        String place = file + ":" + number + ": " + line.strip();
        YoloLine read;
        try {
            read = YoloLine.parse(line);
        } catch (NumberFormatException e) {
            return bad(DatasetProblem.BAD_LINE, place);
        }
        double[] values = read.values();
        if (!read.isBox() && !read.isOutline()) {
            return bad(DatasetProblem.BAD_LINE, place);
        }
        if (!read.isFinite()) {
            return bad(DatasetProblem.NOT_A_NUMBER, place);
        }
        if (values[0] != Math.rint(values[0]) || values[0] < 0 || values[0] >= classes) {
            return bad(DatasetProblem.UNKNOWN_CLASS, place);
        }
        for (int i = 1; i < values.length; i++) {
            if (values[i] < -ROUNDING || values[i] > 1 + ROUNDING) {
                return bad(DatasetProblem.OUTSIDE, place);
            }
        }
        int classId = (int) values[0];
        return Optional.of(
                read.isOutline()
                        ? aroundOutline(classId, read.aroundOutline())
                        : new LabelledBox(
                                classId, (float) values[1], (float) values[2], (float) values[3], (float) values[4]));
    }

    private Optional<LabelledBox> bad(DatasetProblem problem, String place) {
        findings.found(problem, place);
        return Optional.empty();
    }

    private static LabelledBox aroundOutline(int classId, double[] edges) {
        return new LabelledBox(
                classId,
                (float) ((edges[0] + edges[2]) / 2),
                (float) ((edges[1] + edges[3]) / 2),
                (float) (edges[2] - edges[0]),
                (float) (edges[3] - edges[1]));
    }
}
