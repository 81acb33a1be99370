package io.nerest.training.dataset;

import io.nerest.system.FileProblem;
import io.nerest.system.TextFile;
import io.nerest.system.UnreadableTextException;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;

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
     * Returns the objects, or empty if a line is invalid: without that object the image would teach that it is
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
        double[] values;
        try {
            values = numbers(line);
        } catch (NumberFormatException e) {
            return bad(DatasetProblem.BAD_LINE, place);
        }
        boolean outline = values.length >= 7 && values.length % 2 == 1;
        if (values.length != 5 && !outline) {
            return bad(DatasetProblem.BAD_LINE, place);
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return bad(DatasetProblem.NOT_A_NUMBER, place);
            }
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
                outline
                        ? aroundOutline(classId, values)
                        : new LabelledBox(
                                classId, (float) values[1], (float) values[2], (float) values[3], (float) values[4]));
    }

    private Optional<LabelledBox> bad(DatasetProblem problem, String place) {
        findings.found(problem, place);
        return Optional.empty();
    }

    private static LabelledBox aroundOutline(int classId, double[] values) {
        double left = 1;
        double top = 1;
        double right = 0;
        double bottom = 0;
        for (int i = 1; i < values.length; i += 2) {
            left = Math.min(left, values[i]);
            right = Math.max(right, values[i]);
            top = Math.min(top, values[i + 1]);
            bottom = Math.max(bottom, values[i + 1]);
        }
        return new LabelledBox(
                classId, (float) ((left + right) / 2), (float) ((top + bottom) / 2), (float) (right - left), (float)
                        (bottom - top));
    }

    private static double[] numbers(String line) {
        StringTokenizer words = new StringTokenizer(line);
        double[] values = new double[words.countTokens()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(words.nextToken());
        }
        return values;
    }

    private static double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }
}
