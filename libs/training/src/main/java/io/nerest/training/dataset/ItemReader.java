package io.nerest.training.dataset;

import io.nerest.formats.model.Streams;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates the items of a data set from images and labels, for all formats. */
final class ItemReader {
    private final ImageLimits limits;
    private final DatasetFindings findings;

    ItemReader(ImageLimits limits, DatasetFindings findings) {
        this.limits = limits;
        this.findings = findings;
    }

    /** Returns the header of an image if the file exists, is complete, and is within the limits. */
    Optional<ImageHeader> header(Path image) {
        if (!Files.isRegularFile(image)) {
            findings.found(DatasetProblem.MISSING_IMAGE, image.toString());
            return Optional.empty();
        }
        try {
            ImageHeader header = ImageHeader.read(image, limits.maxBytes());
            limits.check(header);
            return Optional.of(header);
        } catch (ImageRejectedException e) {
            findings.found(DatasetProblem.CORRUPT_IMAGE, image + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Creates an item, without empty and duplicate boxes. */
    DatasetItem item(Path image, ImageHeader header, List<LabelledBox> boxes) {
        Set<LabelledBox> kept = new LinkedHashSet<>();
        for (LabelledBox box : boxes) {
            if (!(box.w() > 0 && box.h() > 0)) {
                findings.found(DatasetProblem.EMPTY_BOX, place(image, box));
            } else if (!kept.add(box)) {
                findings.found(DatasetProblem.DUPLICATE_BOX, place(image, box));
            }
        }
        return new DatasetItem(image, new ArrayList<>(kept), Streams.of(image), header.width(), header.height());
    }

    private static String place(Path image, LabelledBox box) {
        return "%s: class %d, centre (%s, %s), size %s x %s"
                .formatted(image, box.classId(), box.cx(), box.cy(), box.w(), box.h());
    }

    /** Converts a box from pixels to fractions of the image, clipped to its borders. */
    LabelledBox box(Path image, ImageHeader header, int classId, double x1, double y1, double x2, double y2) {
        double left = clamp(x1, header.width());
        double top = clamp(y1, header.height());
        double right = clamp(x2, header.width());
        double bottom = clamp(y2, header.height());
        // Annotation tools round by up to half a pixel.
        if (Math.abs(left - x1) + Math.abs(top - y1) + Math.abs(right - x2) + Math.abs(bottom - y2) > 0.5) {
            findings.found(
                    DatasetProblem.CLIPPED,
                    "%s: (%s, %s) to (%s, %s) in %dx%d pixels"
                            .formatted(image, x1, y1, x2, y2, header.width(), header.height()));
        }
        return new LabelledBox(
                classId,
                (float) ((left + right) / 2 / header.width()),
                (float) ((top + bottom) / 2 / header.height()),
                (float) ((right - left) / header.width()),
                (float) ((bottom - top) / header.height()));
    }

    private static double clamp(double value, double most) {
        return Math.max(0, Math.min(value, most));
    }
}
