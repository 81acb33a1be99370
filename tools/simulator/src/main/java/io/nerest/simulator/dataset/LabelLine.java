package io.nerest.simulator.dataset;

import io.nerest.vision.box.LabelledBox;
import java.util.Locale;
import java.util.regex.Pattern;

/** Lines of YOLO label files: class, centre x, centre y, width, height. */
final class LabelLine {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private LabelLine() {}

    /** Returns the line of a box, with six decimals. */
    static String format(LabelledBox box) {
        return String.format(
                Locale.ROOT, "%d %.6f %.6f %.6f %.6f", box.classId(), box.cx(), box.cy(), box.w(), box.h());
    }

    /**
     * Parses a line.
     *
     * @param classes number of classes
     * @param source file and line number, for the message
     * @throws DatasetFormatException if the line is not a label
     */
    static LabelledBox parse(String line, int classes, String source) {
        String[] words = BLANKS.split(line.strip(), -1);
        if (words.length != 5) {
            throw new DatasetFormatException(
                    "%s: a label has five numbers (class, centre, size), not %d".formatted(source, words.length));
        }
        int classId = (int) number(words[0], source);
        if (classId < 0 || classId >= classes) {
            throw new DatasetFormatException(
                    "%s: class %s does not exist; the data set has %d classes".formatted(source, words[0], classes));
        }
        return new LabelledBox(
                classId,
                fraction(words[1], source),
                fraction(words[2], source),
                fraction(words[3], source),
                fraction(words[4], source));
    }

    private static double fraction(String word, String source) {
        double value = number(word, source);
        if (!(value >= 0 && value <= 1)) {
            throw new DatasetFormatException("%s: %s is not within 0 and 1".formatted(source, word));
        }
        return value;
    }

    private static double number(String word, String source) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new DatasetFormatException("%s: \"%s\" is not a number".formatted(source, word), e);
        }
    }
}
