package io.nerest.simulator.oracle;

import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.vision.box.LabelledBox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Labels rendered frames, identified by {@link RenderedFrame#fileName}. */
public final class StreamOracle implements Oracle {
    private final String author;
    private final Noise noise;
    private final Map<String, List<LabelledBox>> truth = new ConcurrentHashMap<>();

    public StreamOracle(String author, Noise noise) {
        this.author = author;
        this.noise = noise;
    }

    /** Stores the boxes of a frame. */
    public void add(RenderedFrame frame) {
        truth.put(frame.fileName(), frame.truth());
    }

    @Override
    public String author() {
        return author;
    }

    @Override
    public List<LabelledBox> annotate(String frame) {
        List<LabelledBox> boxes = truth.get(frame);
        if (boxes == null) {
            throw new UnknownFrameException(author, frame);
        }
        return noise.applyTo(boxes, frame);
    }
}
