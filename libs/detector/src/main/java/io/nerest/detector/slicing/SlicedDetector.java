package io.nerest.detector.slicing;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicts images tile by tile, so that objects too small at the scale of the whole image are enlarged. The cost is
 * proportional to the number of tiles. The embedding is that of the whole image if it is predicted too, else the mean over
 * the tiles.
 */
public final class SlicedDetector implements ImageDetector {
    private final ImageDetector detector;
    private final SliceOptions options;
    private final int batch;

    /**
     * Wraps a detector.
     *
     * @param detector predicts the tiles
     * @param batch tiles per call, at least 1
     */
    public SlicedDetector(ImageDetector detector, SliceOptions options, int batch) {
        this.detector = detector;
        this.options = options;
        this.batch = Math.max(1, batch);
    }

    @Override
    public List<FramePrediction> predict(List<DecodedImage> images) {
        return images.stream().map(this::predict).toList();
    }

    private FramePrediction predict(DecodedImage image) {
        List<ImageTile> tiles = new ArrayList<>();
        ImageTile whole = new ImageTile(0, 0, image.width(), image.height());
        if (options.wholeImage()) {
            tiles.add(whole);
        }
        for (ImageTile tile : ImageTile.covering(image.width(), image.height(), options.side(), options.overlap())) {
            if (!tiles.contains(tile)) {
                tiles.add(tile);
            }
        }
        List<FramePrediction> parts = new ArrayList<>();
        for (int from = 0; from < tiles.size(); from += batch) {
            parts.addAll(predictTiles(image, tiles.subList(from, Math.min(from + batch, tiles.size()))));
        }
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < tiles.size(); i++) {
            for (Detection detection : parts.get(i).detections()) {
                detections.add(moved(detection, tiles.get(i)));
            }
        }
        float[] embedding = options.wholeImage() ? parts.get(0).embedding() : mean(parts);
        return new FramePrediction(
                options.merge().merge(detections, options.mergeThreshold(), options.maxDet()), embedding);
    }

    private List<FramePrediction> predictTiles(DecodedImage image, List<ImageTile> tiles) {
        List<DecodedImage> crops = new ArrayList<>();
        try {
            for (ImageTile tile : tiles) {
                crops.add(image.crop(tile.x(), tile.y(), tile.width(), tile.height()));
            }
            return detector.predict(crops);
        } finally {
            crops.forEach(DecodedImage::close);
        }
    }

    private static Detection moved(Detection detection, ImageTile tile) {
        Box box = detection.box();
        return new Detection(
                new Box(box.x1() + tile.x(), box.y1() + tile.y(), box.x2() + tile.x(), box.y2() + tile.y()),
                detection.confidence(),
                detection.classId());
    }

    private static float[] mean(List<FramePrediction> parts) {
        float[] mean = parts.get(0).embedding().clone();
        for (FramePrediction part : parts.subList(1, parts.size())) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += part.embedding()[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= parts.size();
        }
        return mean;
    }
}
