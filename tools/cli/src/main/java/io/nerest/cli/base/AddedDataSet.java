package io.nerest.cli.base;

import io.nerest.formats.model.Split;
import io.nerest.formats.model.Streams;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A data set whose training images are added to the base's.
 *
 * @param train the images that are added
 * @param whole whether these are all of the data set's
 * @param validationStreams cameras with a frame among the validation images; of a part none
 */
record AddedDataSet(List<DatasetItem> train, boolean whole, Set<String> validationStreams) {
    private static final Pattern FRAME = Pattern.compile("(?<clip>.*?)[-_]?f?\\d+\\.[^.]+");
    private static final String LICENCE = "that of its data set";

    AddedDataSet {
        train = List.copyOf(train);
        validationStreams = Set.copyOf(validationStreams);
    }

    /**
     * Reads a data set.
     *
     * @param option {@code DATA}, or {@code DATA:N} for every N-th training image
     */
    static AddedDataSet read(String option) throws IOException {
        int colon = option.lastIndexOf(':');
        if (colon <= 0) {
            Dataset data = DatasetReader.read(Path.of(option));
            return new AddedDataSet(
                    data.train(),
                    true,
                    data.val().stream().map(DatasetItem::stream).collect(Collectors.toSet()));
        }
        int every = every(option, option.substring(colon + 1));
        // Rendered streams may all be for training; the reader demands images of the split that is evaluated.
        List<DatasetItem> all = DatasetReader.read(Path.of(option.substring(0, colon)), Split.TRAIN.label())
                .train();
        List<DatasetItem> items = new ArrayList<>();
        for (int i = 0; i < all.size(); i += every) {
            items.add(all.get(i));
        }
        return new AddedDataSet(items, false, Set.of());
    }

    /** Returns the images that are added. */
    List<Path> images() {
        return train.stream().map(DatasetItem::image).toList();
    }

    /**
     * Returns the frames of fixed cameras: those whose names differ in the number at their end. A part of a data set has none, and
     * frames with ignored regions are left out, since a fish may be in them.
     *
     * @param held cameras that are left out, since they judge the result
     */
    List<FixedClip> clips(Set<String> held) {
        Map<Path, List<LabelledCameraFrame>> clips = new TreeMap<>();
        for (DatasetItem item : train) {
            Path image = item.image().toAbsolutePath().normalize();
            Matcher name = FRAME.matcher(String.valueOf(image.getFileName()));
            if (whole && item.ignored().isEmpty() && name.matches() && !held.contains(Streams.of(image))) {
                String clip = name.group("clip").isEmpty() ? item.stream() : name.group("clip");
                Origin origin = new Origin(image.toString(), clip, LICENCE);
                clips.computeIfAbsent(image.resolveSibling(clip), path -> new ArrayList<>())
                        .add(new LabelledCameraFrame(origin, image, item.labels()));
            }
        }
        List<FixedClip> result = new ArrayList<>();
        for (Map.Entry<Path, List<LabelledCameraFrame>> clip : clips.entrySet()) {
            List<LabelledCameraFrame> inTime = clip.getValue().stream()
                    .sorted(Comparator.comparing(LabelledCameraFrame::image))
                    .toList();
            result.add(
                    new FixedClip(inTime.get(0).origin().clip(), clip.getKey().toString(), true, inTime));
        }
        return result;
    }

    private static int every(String option, String number) {
        try {
            int every = Integer.parseInt(number);
            if (every >= 1) {
                return every;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw new IllegalArgumentException(
                "--with=" + option + ": the part after ':' must be a whole number of at least 1");
    }
}
