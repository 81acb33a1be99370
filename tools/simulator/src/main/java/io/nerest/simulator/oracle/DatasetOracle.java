package io.nerest.simulator.oracle;

import io.nerest.simulator.dataset.DatasetFormatException;
import io.nerest.simulator.dataset.DatasetFrame;
import io.nerest.simulator.dataset.YoloDataset;
import io.nerest.vision.box.LabelledBox;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Labels the frames of a data set on disk, identified by {@link DatasetFrame#name}. It lets labelled real frames be
 * played as a stream of unlabelled ones.
 */
public final class DatasetOracle implements Oracle {
    private final String author;
    private final Noise noise;
    private final YoloDataset dataset;
    private final Map<String, DatasetFrame> frames = new HashMap<>();

    /**
     * Reads the data set.
     *
     * @param file its {@code data.yaml}
     * @throws DatasetFormatException if it cannot be read or two of its images have the same name
     */
    public static DatasetOracle read(Path file, String author, Noise noise) {
        return new DatasetOracle(YoloDataset.read(file), author, noise);
    }

    private DatasetOracle(YoloDataset dataset, String author, Noise noise) {
        this.dataset = dataset;
        this.author = author;
        this.noise = noise;
        Stream.concat(dataset.train().stream(), dataset.val().stream()).forEach(frame -> {
            DatasetFrame other = frames.put(frame.name(), frame);
            if (other != null && !other.image().equals(frame.image())) {
                throw new DatasetFormatException(
                        "two images have the same name: " + other.image() + " and " + frame.image());
            }
        });
    }

    /** Returns the data set. Its training frames are the stream. */
    public YoloDataset dataset() {
        return dataset;
    }

    @Override
    public String author() {
        return author;
    }

    @Override
    public List<LabelledBox> annotate(String frame) {
        DatasetFrame known = frames.get(frame);
        if (known == null) {
            throw new UnknownFrameException(author, frame);
        }
        return noise.applyTo(known.labels(), frame);
    }
}
