package io.nerest.ingest.label;

import io.nerest.vision.box.LabelledBox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a label's author and boxes. */
final class LabelValidator {
    private static final int UNPROCESSABLE = 422;
    private static final int MAX_AUTHOR = 200;
    private static final int MAX_TOOL = 100;
    private static final int MAX_BOXES = 1_000;
    /** A third of a pixel of the longest accepted image, 30,000 pixels. */
    private static final double SMALLEST_SIDE = 1e-5;
    /** Tools write coordinates with three decimals or more. */
    private static final double ROUNDING = 2e-3;

    private final List<String> classNames;

    /** @param classNames in the order of their ids from 0 */
    LabelValidator(List<String> classNames) {
        this.classNames = List.copyOf(classNames);
    }

    /** @throws InvalidLabelException if the name of a label's tool is blank or too long */
    static void checkTool(@Nullable String tool) throws InvalidLabelException {
        require(
                tool == null || (!tool.isBlank() && tool.length() <= MAX_TOOL),
                "'tool' must have 1 to " + MAX_TOOL + " characters");
    }

    /** @throws InvalidLabelException if a field is invalid; the message names the field, such as {@code boxes[0].cx} */
    void check(String author, List<LabelledBox> boxes) throws InvalidLabelException {
        require(
                !author.isBlank() && author.length() <= MAX_AUTHOR,
                "'author' must have 1 to " + MAX_AUTHOR + " characters");
        require(boxes.size() <= MAX_BOXES, "'boxes' has " + boxes.size() + " boxes; the limit is " + MAX_BOXES);
        for (int i = 0; i < boxes.size(); i++) {
            check("boxes[" + i + "]", boxes.get(i));
        }
    }

    private void check(String path, LabelledBox box) throws InvalidLabelException {
        require(
                box.classId() >= 0 && box.classId() < classNames.size(),
                "'" + path + ".classId' is " + box.classId() + "; classes are 0 to " + (classNames.size() - 1) + ": "
                        + classNames);
        checkFraction(path + ".cx", box.cx());
        checkFraction(path + ".cy", box.cy());
        checkFraction(path + ".w", box.w());
        checkFraction(path + ".h", box.h());
        require(
                box.w() >= SMALLEST_SIDE && box.h() >= SMALLEST_SIDE,
                "'" + path + "' has no area: w is " + box.w() + ", h is " + box.h() + "; each must be at least "
                        + SMALLEST_SIDE);
        require(
                box.left() >= -ROUNDING && box.right() <= 1 + ROUNDING,
                "'" + path + "' reaches beyond the image: it spans " + box.left() + " to " + box.right()
                        + " of the image's width; clip it to 0 to 1");
        require(
                box.top() >= -ROUNDING && box.bottom() <= 1 + ROUNDING,
                "'" + path + "' reaches beyond the image: it spans " + box.top() + " to " + box.bottom()
                        + " of the image's height; clip it to 0 to 1");
    }

    private static void checkFraction(String path, double value) throws InvalidLabelException {
        require(value >= 0 && value <= 1, "'" + path + "' is " + value + ", but must be in [0, 1]");
    }

    private static void require(boolean valid, String message) throws InvalidLabelException {
        if (!valid) {
            throw new InvalidLabelException(UNPROCESSABLE, message);
        }
    }
}
