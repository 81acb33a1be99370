package io.nerest.simulator.dataset;

import io.nerest.simulator.stream.FishBox;
import java.util.regex.Pattern;

/** Reads lines of YOLO label files. */
final class LabelLine {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private LabelLine() {}

    /**
     * Reads a line.
     *
     * @param classes how many classes there are
     * @param where file and line number, for the message
     * @throws DatasetPlanException where it is no label
     */
    static Label parse(String line, int classes, String where) {
        String[] words = BLANKS.split(line.strip(), -1);
        if (words.length != 5) {
            throw new DatasetPlanException(
                    "%s: a label is five numbers (class, centre, size), not %d words".formatted(where, words.length));
        }
        int classId = (int) number(words[0], where);
        if (classId < 0 || classId >= classes) {
            throw new DatasetPlanException("%s: class %s of a data set with %d".formatted(where, words[0], classes));
        }
        FishBox box = new FishBox(
                share(words[1], where), share(words[2], where), share(words[3], where), share(words[4], where));
        return new Label(classId, box);
    }

    private static double share(String word, String where) {
        double value = number(word, where);
        if (!(value >= 0 && value <= 1)) {
            throw new DatasetPlanException("%s: %s is not within 0 and 1".formatted(where, word));
        }
        return value;
    }

    private static double number(String word, String where) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new DatasetPlanException("%s: \"%s\" is no number".formatted(where, word), e);
        }
    }
}
