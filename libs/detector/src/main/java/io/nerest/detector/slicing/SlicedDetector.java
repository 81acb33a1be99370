package io.nerest.detector.slicing;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at pictures tile by tile, so that objects too small for the network at the whole picture's scale are seen larger.
 * Costs as much as there are tiles. The embedding is that of the whole picture, where that is looked at too, else the mean
 * over the tiles.
 */
public final class SlicedDetector implements ImageDetector {
    private final ImageDetector detector;
    private final SliceOptions options;
    private final int batch;

    /**
     * Wraps a detector.
     *
     * @param detector looks at the tiles
     * @param batch tiles given to it at once, at least 1
     */
    public SlicedDetector(ImageDetector detector, SliceOptions options, int batch) {
        this.detector = detector;
        this.options = options;
        this.batch = Math.max(1, batch);
    }

    @Override
    public List<FramePrediction> predict(List<DecodedImage> pictures) {
        return pictures.stream().map(this::predict).toList();
    }

    private FramePrediction predict(DecodedImage picture) {
        List<ImageTile> tiles = new ArrayList<>();
        ImageTile whole = new ImageTile(0, 0, picture.width(), picture.height());
        if (options.wholePicture()) {
            tiles.add(whole);
        }
        for (ImageTile tile :
                ImageTile.covering(picture.width(), picture.height(), options.side(), options.overlap())) {
            if (!tiles.contains(tile)) {
                tiles.add(tile);
            }
        }
        List<FramePrediction> parts = new ArrayList<>();
        for (int from = 0; from < tiles.size(); from += batch) {
            parts.addAll(predictTiles(picture, tiles.subList(from, Math.min(from + batch, tiles.size()))));
        }
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < tiles.size(); i++) {
            for (Detection detection : parts.get(i).detections()) {
                detections.add(moved(detection, tiles.get(i)));
            }
        }
        float[] embedding = options.wholePicture() ? parts.get(0).embedding() : mean(parts);
        return new FramePrediction(
                options.merge().merge(detections, options.mergeThreshold(), options.maxDet()), embedding);
    }

    private List<FramePrediction> predictTiles(DecodedImage picture, List<ImageTile> tiles) {
        List<DecodedImage> crops = new ArrayList<>();
        try {
            for (ImageTile tile : tiles) {
                crops.add(picture.crop(tile.x(), tile.y(), tile.width(), tile.height()));
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
