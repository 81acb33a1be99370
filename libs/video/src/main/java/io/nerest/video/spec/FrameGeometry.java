package io.nerest.video.spec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done with the pixels of each frame, in this order: rotation, crop, mask.
 *
 * @param rotation degrees clockwise: 0, 90, 180 or 270
 * @param crop the part that is kept
 * @param mask polygons that are filled with grey, as fractions of the frame after the crop
 */
public record FrameGeometry(int rotation, Crop crop, List<List<Point>> mask) {
    public static final FrameGeometry UNCHANGED = new FrameGeometry(0, new Crop(0, 0, 1, 1), List.of());

    public FrameGeometry {
        mask = mask.stream().map(List::copyOf).toList();
    }

    /** A part of a frame, as fractions of its width and height, 0 to 1. */
    public record Crop(double x, double y, double width, double height) {}

    /** A corner of a polygon, as fractions of the frame's width and height, 0 to 1. */
    public record Point(double x, double y) {}

    public boolean isUnchanged() {
        return equals(UNCHANGED);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(rotation);
        for (double value : new double[] {crop.x(), crop.y(), crop.width(), crop.height()}) {
            out.writeDouble(value);
        }
        out.writeInt(mask.size());
        for (List<Point> polygon : mask) {
            out.writeInt(polygon.size());
            for (Point point : polygon) {
                out.writeDouble(point.x());
                out.writeDouble(point.y());
            }
        }
    }

    static FrameGeometry read(DataInput in) throws IOException {
        int rotation = in.readInt();
        Crop crop = new Crop(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
        List<List<Point>> mask = new ArrayList<>();
        int polygons = in.readInt();
        for (int i = 0; i < polygons; i++) {
            List<Point> polygon = new ArrayList<>();
            int corners = in.readInt();
            for (int k = 0; k < corners; k++) {
                polygon.add(new Point(in.readDouble(), in.readDouble()));
            }
            mask.add(polygon);
        }
        return new FrameGeometry(rotation, crop, mask);
    }
}
