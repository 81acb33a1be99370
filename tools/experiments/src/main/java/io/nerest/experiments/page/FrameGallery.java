package io.nerest.experiments.page;

import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.SeedResult;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Thumbnails of the frames that each arm selected first, with the reasons. */
final class FrameGallery {
    private static final int MOST = 8;
    private static final int LONGEST = 240;

    private final Path pool;
    private final Map<String, String> images = new HashMap<>();

    /**
     * The frames of one arm.
     *
     * @param arm its name
     * @param what the round, the seed and the number of frames
     * @param cells in the order of selection
     */
    public record Sheet(String arm, String what, List<Cell> cells) {}

    /**
     * A frame.
     *
     * @param image as a {@code data:} URL; empty if the image no longer exists
     * @param title its rank and score
     * @param why the reason of its selection
     * @param tip its name and the components of its score
     */
    public record Cell(String image, String title, String why, String tip) {}

    private FrameGallery(Path pool) {
        this.pool = pool;
    }

    /**
     * Returns the first frames that each arm's first seed selected after the initial ones.
     *
     * @param folder of the experiment
     */
    static List<Sheet> of(Path folder, ExperimentResult result) throws IOException {
        FrameGallery contact = new FrameGallery(folder.resolve(result.data().poolFolder()));
        List<Sheet> sheets = new ArrayList<>();
        for (ArmResult arm : result.arms()) {
            if (arm.kind() != ArmKind.FULL
                    && arm.kind() != ArmKind.FIXED
                    && !arm.seeds().isEmpty()) {
                SeedResult seed = arm.seeds().get(0);
                for (RoundResult round : seed.rounds()) {
                    boolean pseudo = arm.kind() == ArmKind.CURRICULUM;
                    List<ChosenFrame> frames = pseudo ? round.pseudoLabelled() : round.chosen();
                    if (round.round() > 0 && !frames.isEmpty()) {
                        String what = String.format(
                                Locale.ROOT,
                                "round %d, seed %d: the first %d of %d %s",
                                round.round(),
                                seed.seed(),
                                Math.min(MOST, frames.size()),
                                frames.size(),
                                pseudo ? "pseudo-labelled" : "chosen");
                        sheets.add(new Sheet(arm.name(), what, contact.cells(frames)));
                        break;
                    }
                }
            }
        }
        return sheets;
    }

    private List<Cell> cells(List<ChosenFrame> frames) throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (ChosenFrame frame : frames.subList(0, Math.min(MOST, frames.size()))) {
            String parts = new TreeMap<>(frame.parts())
                    .entrySet().stream()
                            .map(part -> String.format(Locale.ROOT, "%s %.4g", part.getKey(), part.getValue()))
                            .collect(Collectors.joining(", "));
            cells.add(new Cell(
                    image(frame.frame()),
                    String.format(Locale.ROOT, "%d. %s, %.4g", frame.rank(), frame.stream(), frame.score()),
                    frame.reason(),
                    frame.frame() + (parts.isEmpty() ? "" : " (" + parts + ")")));
        }
        return cells;
    }

    private String image(String frame) throws IOException {
        String known = images.get(frame);
        if (known != null) {
            return known;
        }
        String address;
        try {
            address = InlineImage.jpeg(Thumbnail.of(pool.resolve(frame), LONGEST));
        } catch (ImageRejectedException gone) {
            address = "";
        }
        images.put(frame, address);
        return address;
    }
}
