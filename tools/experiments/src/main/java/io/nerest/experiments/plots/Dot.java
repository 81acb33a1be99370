package io.nerest.experiments.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import org.knowm.xchart.style.markers.Marker;

/** Markers of different sizes in one chart, which XChart's own markers do not support. */
final class Dot extends Marker {
    /** A small marker, one of thousands. */
    static final Dot SMALL = new Dot(2.6, false);
    /** A large marker with a white rim. */
    static final Dot LARGE = new Dot(7, false);
    /** A large transparent marker. */
    static final Dot RING = new Dot(6.5, true);

    private final double diameter;
    private final boolean hollow;

    private Dot(double diameter, boolean hollow) {
        this.diameter = diameter;
        this.hollow = hollow;
    }

    @Override
    public void paint(Graphics2D graphics, double x, double y, int ignoredSize) {
        Ellipse2D circle = new Ellipse2D.Double(x - diameter / 2, y - diameter / 2, diameter, diameter);
        if (hollow) {
            graphics.setStroke(new BasicStroke(1.4f));
            graphics.draw(circle);
            return;
        }
        graphics.fill(circle);
        if (diameter > 4) {
            graphics.setColor(Color.WHITE);
            graphics.setStroke(new BasicStroke(.8f));
            graphics.draw(circle);
        }
    }
}
