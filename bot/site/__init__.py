"""What the assistant shows on the web beside the conversation: the widget's file and the pages."""
