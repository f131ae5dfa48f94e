"""What goes to bodies outside the product on paper or as data, on our form or on their own."""
