"""What each template is given: order, groups and figures, so that a template only writes them down."""
